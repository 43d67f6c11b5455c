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

package io.github.acmeboot.challenge.dns.standin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.w3c.dom.Element;

/**
 * A stand-in for Route 53's API of 2013-04-01, as it is documented: REST with XML, signed
 * requests, hosted zones listed from a name on, record sets listed from a name and type
 * on, and change batches that are made as a whole or not at all. A deletion has to name
 * all the values and the time to live there are; a creation needs that there are none.
 */
public final class Route53StandIn implements AutoCloseable {

	private static final String NAMESPACE = " xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"";

	private final List<Zone> zones = new CopyOnWriteArrayList<>();

	private final Map<String, RecordSet> sets = new ConcurrentHashMap<>();

	private boolean documented;

	private final RecordListener listener;

	private final StandIn standIn;

	public Route53StandIn(RecordListener listener) {
		this.listener = listener;
		this.standIn = new StandIn(this::answer);
	}

	public StandIn http() {
		return this.standIn;
	}

	public void zone(String id, String name, boolean isPrivate) {
		this.zones.add(new Zone(id, name + ".", isPrivate));
	}

	public synchronized void add(String name, long ttl, String value) {
		RecordSet found = this.sets.get(name + ".");
		List<String> values = new ArrayList<>((found != null) ? found.values() : List.of());
		values.add('"' + value + '"');
		this.sets.put(name + ".", new RecordSet(name + ".", (found != null) ? found.ttl() : ttl, values, ""));
	}

	public void addWeighted(String name) {
		this.sets.put(name + ".", new RecordSet(name + ".", 300, List.of("\"weighted\""), "blue"));
	}

	public List<String> values(String name) {
		RecordSet set = this.sets.get(name + ".");
		return (set != null) ? set.values().stream().map(Route53StandIn::unquote).toList() : List.of();
	}

	public long ttl(String name) {
		RecordSet set = this.sets.get(name + ".");
		return (set != null) ? set.ttl() : -1;
	}

	private synchronized Reply answer(Received request) {
		if (!request.header("authorization").startsWith("AWS4-HMAC-SHA256 Credential=key/")
				|| !request.header("authorization").contains("/us-east-1/route53/aws4_request")) {
			return error(403, "MissingAuthenticationToken", "Missing Authentication Token");
		}
		String path = request.path().substring("/2013-04-01/".length());
		if (path.equals("hostedzonesbyname")) {
			return zones(request.query());
		}
		String[] parts = path.split("/");
		if (this.zones.stream().noneMatch((zone) -> zone.id().equals(parts[1]))) {
			return error(404, "NoSuchHostedZone", "No hosted zone found with ID: " + parts[1]);
		}
		return request.method().equals("GET") ? list(request.query()) : change(Xml.parse(request.body()));
	}

	private Reply zones(Map<String, String> query) {
		String from = reversed(query.get("dnsname") + ".");
		StringBuilder xml = new StringBuilder("<ListHostedZonesByNameResponse" + NAMESPACE + "><HostedZones>");
		this.zones.stream()
			.filter((zone) -> reversed(zone.name()).compareTo(from) >= 0)
			.sorted(Comparator.comparing((zone) -> reversed(zone.name())))
			.limit(Long.parseLong(query.get("maxitems")))
			.forEach((zone) -> xml.append("<HostedZone><Id>/hostedzone/" + zone.id() + "</Id><Name>" + zone.name()
					+ "</Name><CallerReference>x</CallerReference><Config><PrivateZone>" + zone.isPrivate()
					+ "</PrivateZone></Config></HostedZone>"));
		return xml(200, xml + "</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>"
				+ "</ListHostedZonesByNameResponse>");
	}

	private Reply list(Map<String, String> query) {
		String from = reversed(query.get("name") + ".");
		StringBuilder xml = new StringBuilder("<ListResourceRecordSetsResponse" + NAMESPACE + "><ResourceRecordSets>");
		this.sets.values()
			.stream()
			.filter((set) -> reversed(set.name()).compareTo(from) >= 0)
			.sorted(Comparator.comparing((set) -> reversed(set.name())))
			.limit(Long.parseLong(query.get("maxitems")))
			.forEach((set) -> xml.append(set.xml()));
		return xml(200, xml + "</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems>"
				+ "</ListResourceRecordSetsResponse>");
	}

	private Reply change(Element batch) {
		Map<String, RecordSet> changed = new ConcurrentHashMap<>(this.sets);
		for (Element change : Xml.all(batch, "Change")) {
			RecordSet set = RecordSet.of(change);
			String subject = "resource record set [name='" + set.name() + "', type='TXT'] but ";
			RecordSet found = changed.get(set.name());
			if (Xml.text(change, "Action").equals("DELETE")) {
				if (found == null) {
					return invalid("Tried to delete " + subject + "it was not found");
				}
				if (!found.equals(set)) {
					return invalid(
							"Tried to delete " + subject + "the values provided do not match the current values");
				}
				changed.remove(set.name());
			}
			else if (found != null && Xml.text(change, "Action").equals("CREATE")) {
				return invalid("Tried to create " + subject + "it already exists");
			}
			else {
				changed.put(set.name(), set);
			}
		}
		Xml.all(batch, "Change").forEach((change) -> tell(RecordSet.of(change).name(), changed));
		this.sets.clear();
		this.sets.putAll(changed);
		return xml(200, "<ChangeResourceRecordSetsResponse" + NAMESPACE
				+ "><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status>"
				+ "<SubmittedAt>2030-01-01T00:00:00Z</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>");
	}

	private void tell(String absolute, Map<String, RecordSet> changed) {
		String name = absolute.substring(0, absolute.length() - 1);
		List<String> before = values(name);
		List<String> after = changed.containsKey(absolute)
				? changed.get(absolute).values().stream().map(Route53StandIn::unquote).toList() : List.of();
		before.stream().filter((value) -> !after.contains(value)).forEach((v) -> this.listener.changed(name, v, false));
		after.stream().filter((value) -> !before.contains(value)).forEach((v) -> this.listener.changed(name, v, true));
	}

	/**
	 * Refuses a batch, once as the documentation shows it, once as clients have seen it.
	 * @param message why
	 * @return the answer
	 */
	private Reply invalid(String message) {
		this.documented = !this.documented;
		if (!this.documented) {
			return error(400, "InvalidChangeBatch", "[" + message + "]");
		}
		return xml(400, "<InvalidChangeBatch" + NAMESPACE + "><Messages><Message>" + message
				+ "</Message></Messages><RequestId>r</RequestId></InvalidChangeBatch>");
	}

	public static Reply error(int status, String code, String message) {
		return xml(status, "<ErrorResponse" + NAMESPACE + "><Error><Type>Sender</Type><Code>" + code
				+ "</Code><Message>" + message + "</Message></Error><RequestId>r</RequestId></ErrorResponse>");
	}

	private static Reply xml(int status, String body) {
		return Reply.of(status, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body).with("Content-Type", "text/xml");
	}

	private static String reversed(String name) {
		String[] labels = name.split("\\.");
		StringBuilder reversed = new StringBuilder();
		for (int i = labels.length - 1; i >= 0; i--) {
			reversed.append(labels[i]).append('.');
		}
		return reversed.toString();
	}

	private static String unquote(String value) {
		return value.replaceAll("^\"|\"$", "").replace("\" \"", "");
	}

	@Override
	public void close() {
		this.standIn.close();
	}

	private record Zone(String id, String name, boolean isPrivate) {

	}

	private record RecordSet(String name, long ttl, List<String> values, String identifier) {

		private static RecordSet of(Element change) {
			return new RecordSet(Xml.text(change, "Name"), Long.parseLong(Xml.text(change, "TTL")),
					Xml.all(change, "Value").stream().map(Element::getTextContent).toList(), "");
		}

		private String xml() {
			Stream<String> records = this.values.stream()
				.map((value) -> "<ResourceRecord><Value>" + value + "</Value></ResourceRecord>");
			String routing = this.identifier.isEmpty() ? ""
					: "<SetIdentifier>" + this.identifier + "</SetIdentifier><Weight>1</Weight>";
			return "<ResourceRecordSet><Name>" + this.name + "</Name><Type>TXT</Type>" + routing + "<TTL>" + this.ttl
					+ "</TTL><ResourceRecords>" + String.join("", records.toList())
					+ "</ResourceRecords></ResourceRecordSet>";
		}

	}

}
