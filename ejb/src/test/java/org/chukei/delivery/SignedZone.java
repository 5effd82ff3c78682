package org.chukei.delivery;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A zone with a key of its own, that signs answers as they go out (RFC 4470). */
final class SignedZone {

  private final Name zone;
  private final KeyPair pair;
  private final DNSKEYRecord key;
  private final Set<String> forged = new CopyOnWriteArraySet<>();

  SignedZone(String name) throws Exception {
    zone = Name.fromString(name + ".");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    pair = generator.generateKeyPair();
    int flags = DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY;
    key =
        new DNSKEYRecord(
            zone,
            DClass.IN,
            3600,
            flags,
            DNSKEYRecord.Protocol.DNSSEC,
            DNSSEC.Algorithm.ECDSAP256SHA256,
            pair.getPublic());
  }

  /** For a file of trust anchors. */
  String anchor() {
    return key.toString() + "\n";
  }

  /** {@code "_25._tcp.mx.example.com TLSA"}: its signature is over something else. */
  SignedZone forges(String question) {
    forged.add(question);
    return this;
  }

  boolean holds(Name name) {
    return name.subdomain(zone);
  }

  /**
   * @param end of the question's aliases; what is not there is proven of it
   */
  void sign(Message answer, Record question, Name end) {
    try {
      if (question.getName().equals(zone) && question.getType() == Type.DNSKEY) {
        answer.removeAllRecords(Section.AUTHORITY);
        answer.addRecord(key, Section.ANSWER);
      }
      boolean found =
          answer.getSectionRRsets(Section.ANSWER).stream()
              .anyMatch(set -> set.getType() == question.getType());
      if (!found && holds(end)) {
        answer.removeAllRecords(Section.AUTHORITY);
        answer.addRecord(
            Record.fromString(zone, Type.SOA, DClass.IN, 60, "ns. root. 1 60 60 60 60", Name.root),
            Section.AUTHORITY);
        Name next = Name.fromString("\\000", end);
        answer.addRecord(
            new NSECRecord(end, DClass.IN, 60, next, new int[] {Type.RRSIG, Type.NSEC}),
            Section.AUTHORITY);
      }
      for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
        for (RRset set : answer.getSectionRRsets(section)) {
          if (holds(set.getName())) {
            sign(answer, section, set);
          }
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void sign(Message answer, int section, RRset set) throws Exception {
    Instant now = Instant.now();
    Instant end = now.plus(Duration.ofDays(1));
    RRSIGRecord signature =
        DNSSEC.sign(set, key, pair.getPrivate(), now.minus(Duration.ofHours(1)), end);
    if (forged.contains(set.getName().toString(true) + " " + Type.string(set.getType()))) {
      byte[] wrong = signature.getSignature();
      wrong[10] ^= 1;
      signature =
          new RRSIGRecord(
              signature.getName(),
              signature.getDClass(),
              signature.getTTL(),
              signature.getTypeCovered(),
              signature.getAlgorithm(),
              signature.getOrigTTL(),
              signature.getExpire(),
              signature.getTimeSigned(),
              signature.getFootprint(),
              signature.getSigner(),
              wrong);
    }
    answer.addRecord(signature, section);
  }
}
