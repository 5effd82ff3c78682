package org.chukei.policy.importing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.chukei.policy.importing.HmailServerReader.Row;

/** The ranges in a backup of hMailServer; all else in it is passed over. */
final class HmailServerXml {

  private HmailServerXml() {}

  static List<Row> rows(String text, BadLines bad) {
    // Not newInstance(): an application server's choice may read more than the JDK's does.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<Row> rows = new ArrayList<>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT
            && xml.getLocalName().equals("SecurityRange")) {
          rows.add(row(xml));
        }
      }
      if (rows.isEmpty()) {
        bad.add(1, "", "there is no SecurityRange in it");
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      bad.add(line, line(text, line), "it is not well-formed XML");
    }
    return rows;
  }

  private static Row row(XMLStreamReader xml) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      fields.put(xml.getAttributeLocalName(i).toLowerCase(Locale.ROOT), xml.getAttributeValue(i));
    }
    return new Row(
        xml.getLocation().getLineNumber(),
        "SecurityRange " + fields.getOrDefault("name", ""),
        fields);
  }

  private static String line(String text, int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }
}
