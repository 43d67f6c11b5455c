/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.acmeboot.store.redis;

import org.springframework.data.redis.core.script.RedisScript;

/**
 * What Redis carries out as a whole. Each script may be repeated when its answer was
 * lost: it does nothing twice.
 */
final class RedisScripts {

	private static final String LOOK = """
			local function look(key)
				local kind = redis.call('TYPE', key).ok
				if kind == 'none' then
					return { version = '', fence = '0' }
				end
				if kind == 'hash' then
					local version, fence = unpack(redis.call('HMGET', key, 'version', 'fence'))
					if version and version ~= '' and fence and string.match(fence, '^%d+$')
							and redis.call('HEXISTS', key, 'content') == 1 then
						return { version = version, fence = fence, sound = true }
					end
				end
				return { version = 'unreadable-' .. redis.sha1hex(redis.call('DUMP', key)), fence = '0' }
			end
			local function refuse(current)
				if current.version == '' or current.sound then
					return { 'stale' }
				end
				return { 'unreadable', current.version }
			end
			local current = look(KEYS[1])
			""";

	/**
	 * Returns the version of a value, or nothing.
	 */
	static final RedisScript<?> VERSION = RedisScript.of(LOOK + """
			if current.version == '' then
				return {}
			end
			return { current.version }
			""");

	/**
	 * Returns the version of a value and its content, only the version if it is
	 * unreadable, or nothing.
	 */
	static final RedisScript<?> LOAD = RedisScript.of(LOOK + """
			if current.version == '' then
				return {}
			end
			if not current.sound then
				return { current.version }
			end
			return { current.version, redis.call('HGET', KEYS[1], 'content') }
			""");

	/**
	 * Saves a value. Takes the version that has to be stored, the fence, the new version,
	 * the content, the time to live in milliseconds or zero, the channel and the key.
	 */
	static final RedisScript<?> SAVE = RedisScript.of(LOOK + """
			local function lower(one, other)
				return #one < #other or (#one == #other and one < other)
			end
			local expected, fence, version, content, life, channel, name = unpack(ARGV)
			if current.version ~= expected and current.version ~= version then
				return refuse(current)
			end
			if lower(fence, current.fence) then
				if fence ~= '0' then
					return { 'stale' }
				end
				fence = current.fence
			end
			if current.version ~= '' and not current.sound then
				redis.call('RENAME', KEYS[1], KEYS[2])
			end
			redis.call('HSET', KEYS[1], 'version', version, 'fence', fence, 'content', content)
			if life == '0' then
				redis.call('PERSIST', KEYS[1])
			else
				redis.call('PEXPIRE', KEYS[1], life)
			end
			redis.pcall('PUBLISH', channel, name)
			return { 'saved' }
			""");

	/**
	 * Deletes a value. Takes the version that has to be stored, the channel and the key.
	 */
	static final RedisScript<?> DELETE = RedisScript.of(LOOK + """
			local expected, channel, name = unpack(ARGV)
			if current.version == '' then
				return { 'deleted' }
			end
			if current.version ~= expected then
				return refuse(current)
			end
			if current.sound then
				redis.call('DEL', KEYS[1])
			else
				redis.call('RENAME', KEYS[1], KEYS[2])
			end
			redis.pcall('PUBLISH', channel, name)
			return { 'deleted' }
			""");

	/**
	 * Writes a lease down. Takes the owner and the time to live in milliseconds; returns
	 * the fence, or nothing if somebody else holds the lock.
	 */
	static final RedisScript<?> ACQUIRE = RedisScript.of("""
			local owner, life = unpack(ARGV)
			local former = redis.call('GET', KEYS[2]) or '0'
			local holder = redis.call('GET', KEYS[1])
			if holder == owner then
				return { former }
			end
			if holder then
				return {}
			end
			local time = redis.call('TIME')
			local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
			local fence = string.format('%.0f', math.max((tonumber(former) or 0) + 1, now))
			redis.call('SET', KEYS[1], owner, 'PX', life)
			redis.call('SET', KEYS[2], fence)
			return { fence }
			""");

	/**
	 * Lets a lease last longer. Takes the owner and the time to live in milliseconds;
	 * returns nothing if the owner does not hold the lock.
	 */
	static final RedisScript<?> EXTEND = RedisScript.of("""
			if redis.call('GET', KEYS[1]) ~= ARGV[1] then
				return {}
			end
			redis.call('PEXPIRE', KEYS[1], ARGV[2])
			return { 'extended' }
			""");

	/**
	 * Ends a lease. Takes the owner.
	 */
	static final RedisScript<?> RELEASE = RedisScript.of("""
			if redis.call('GET', KEYS[1]) == ARGV[1] then
				redis.call('DEL', KEYS[1])
			end
			return {}
			""");

	private RedisScripts() {
	}

}
