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

import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;

import org.springframework.util.Assert;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * A zone of a {@link DnsTestServer}. All names are full names, with or without the final
 * dot. Each change raises the serial number, and is seen by the next query. Thread-safe.
 */
public final class DnsZone {

	private volatile ZoneContent content;

	private DnsZone(ZoneContent content) {
		this.content = content;
	}

	static DnsZone create(Name name, InetAddress server) {
		Name primary = Names.below(name, "ns1");
		return new DnsZone(new ZoneContent(name,
				List.of(Records.soa(name, primary, 1), Records.ns(name, primary), Records.address(primary, server))));
	}

	DnsZone copy() {
		return new DnsZone(content());
	}

	ZoneContent content() {
		return this.content;
	}

	/**
	 * Returns the name of the zone.
	 * @return the name, without the final dot
	 */
	public String name() {
		return Names.text(content().origin());
	}

	/**
	 * Returns the serial number.
	 * @return the number in the SOA record
	 */
	public long serial() {
		return soa(content()).getSerial();
	}

	/**
	 * Returns all records.
	 * @return the records, those of the zone itself first
	 */
	public List<Record> records() {
		return content().records();
	}

	/**
	 * Returns the TXT values of a name.
	 * @param name the name
	 * @return the values, oldest first
	 */
	public List<String> txtValues(String name) {
		return content().at(own(name), Type.TXT).stream().map((record) -> Records.text((TXTRecord) record)).toList();
	}

	/**
	 * Adds a TXT value, beside those that are there.
	 * @param name the name
	 * @param value the value, of any length
	 * @return this
	 */
	public DnsZone txt(String name, String value) {
		return add(Records.txt(own(name), value));
	}

	/**
	 * Removes a TXT value.
	 * @param name the name
	 * @param value the value
	 * @return this
	 */
	public DnsZone removeTxt(String name, String value) {
		return remove(Records.txt(own(name), value));
	}

	/**
	 * Adds an address.
	 * @param name the name, which may begin with {@code *.}
	 * @param address the IPv4 or IPv6 address
	 * @return this
	 */
	public DnsZone address(String name, String address) {
		return add(Records.address(own(name), Records.ip(address)));
	}

	/**
	 * Makes a name an alias.
	 * @param name the name, which may begin with {@code *.}
	 * @param target the name it leads to, in this zone or in any
	 * @return this
	 */
	public DnsZone cname(String name, String target) {
		return add(Records.cname(own(name), Names.absolute(target)));
	}

	/**
	 * Adds a name server of the zone.
	 * @param server the name of the server, in this zone or in any
	 * @return this
	 */
	public DnsZone nameServer(String server) {
		return add(Records.ns(content().origin(), Names.absolute(server)));
	}

	/**
	 * Delegates all names from one on to another server.
	 * @param child the name of the zone there
	 * @param server the name of a server there, below the child
	 * @param address the address of that server
	 * @return this
	 */
	public DnsZone delegate(String child, String server, String address) {
		add(Records.ns(own(child), Names.absolute(server)));
		return address(server, address);
	}

	/**
	 * Adds any other record.
	 * @param added the record
	 * @return this
	 */
	public DnsZone add(Record added) {
		Assert.isTrue(added.getName().subdomain(content().origin()),
				() -> "'" + added.getName() + "' is not in the zone '" + name() + "'");
		return change((former) -> former.with(added));
	}

	/**
	 * Removes a record, whatever its time to live.
	 * @param removed the record
	 * @return this
	 */
	public DnsZone remove(Record removed) {
		return change((former) -> former.without(removed::equals));
	}

	/**
	 * Removes all records of a name.
	 * @param name the name
	 * @return this
	 */
	public DnsZone removeAll(String name) {
		Name own = own(name);
		Assert.isTrue(!own.equals(content().origin()), "The zone itself cannot be removed");
		return change((former) -> former.without((record) -> record.getName().equals(own)));
	}

	private synchronized DnsZone change(UnaryOperator<ZoneContent> change) {
		ZoneContent changed = change.apply(this.content);
		if (!changed.records().equals(this.content.records())) {
			this.content = raised(changed);
		}
		return this;
	}

	private static ZoneContent raised(ZoneContent content) {
		SOARecord former = soa(content);
		ZoneContent rest = content.without((record) -> record.getType() == Type.SOA);
		return rest.with(Records.soa(content.origin(), former.getHost(), former.getSerial() + 1));
	}

	private static SOARecord soa(ZoneContent content) {
		return (SOARecord) content.at(content.origin(), Type.SOA).get(0);
	}

	private Name own(String text) {
		Name name = Names.absolute(text);
		Assert.isTrue(name.subdomain(content().origin()), () -> "'" + text + "' is not in the zone '" + name() + "'");
		return name;
	}

	@Override
	public String toString() {
		return "Zone '" + name() + "'";
	}

}
