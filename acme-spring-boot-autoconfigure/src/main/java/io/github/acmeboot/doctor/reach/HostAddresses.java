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

package io.github.acmeboot.doctor.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of a host, as a CA would. Safe for use by several threads.
 */
@FunctionalInterface
public interface HostAddresses {

	/**
	 * Finds the addresses of a host.
	 * @param host the name of the host
	 * @return all its addresses, at least one
	 * @throws UnknownHostException if it has none, or nobody says, with the reason
	 */
	List<InetAddress> find(String host) throws UnknownHostException;

	/**
	 * Finds what this machine knows, be it by its hosts file or by the DNS.
	 * @return what finds the addresses
	 */
	static HostAddresses ofThisMachine() {
		return (host) -> List.of(InetAddress.getAllByName(host));
	}

}
