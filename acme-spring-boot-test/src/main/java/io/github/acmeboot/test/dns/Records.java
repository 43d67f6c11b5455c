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

package io.github.acmeboot.test.dns;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Makes the records of the zones.
 */
final class Records {

	private static final long TTL = 60;

	private static final int MAX_STRING = 255;

	private Records() {
	}

	static Record soa(Name zone, Name primary, long serial) {
		Name admin = Names.below(zone, "hostmaster");
		return new SOARecord(zone, DClass.IN, TTL, primary, admin, serial, TTL, TTL, TTL, TTL);
	}

	static Record ns(Name zone, Name server) {
		return new NSRecord(zone, DClass.IN, TTL, server);
	}

	static Record cname(Name name, Name target) {
		return new CNAMERecord(name, DClass.IN, TTL, target);
	}

	static Record address(Name name, InetAddress address) {
		return (address instanceof Inet4Address) ? new ARecord(name, DClass.IN, TTL, address)
				: new AAAARecord(name, DClass.IN, TTL, address);
	}

	static Record txt(Name name, String value) {
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream wire = new ByteArrayOutputStream();
		for (int start = 0; start == 0 || start < bytes.length; start += MAX_STRING) {
			int length = Math.min(MAX_STRING, bytes.length - start);
			wire.write(length);
			wire.write(bytes, start, length);
		}
		return Record.newRecord(name, Type.TXT, DClass.IN, TTL, wire.toByteArray());
	}

	static String text(TXTRecord txtRecord) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		for (Object part : (List<?>) txtRecord.getStringsAsByteArrays()) {
			text.writeBytes((byte[]) part);
		}
		return text.toString(StandardCharsets.UTF_8);
	}

	static InetAddress ip(String address) {
		try {
			return InetAddress.getByName(address);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("'" + address + "' is not an IP address", ex);
		}
	}

}
