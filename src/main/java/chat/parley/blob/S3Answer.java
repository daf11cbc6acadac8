package chat.parley.blob;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The response of an S3 server.
 *
 * @param length the header {@code Content-Length}; -1 if it is missing
 * @param body at most {@link S3Client#MAX_ANSWER} bytes
 */
record S3Answer(int status, long length, byte[] body) {

    private static final XMLInputFactory XML = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    boolean isOk() {
        return status / 100 == 2;
    }

    /** Returns whether a retry may succeed soon. */
    boolean isBusy() {
        return status == 429 || status >= 500 && status != 507 && status != 501;
    }

    /** Explains an error to operators, with the settings that may be wrong. */
    String explained() {
        String answer = "It answers " + status + (code().isEmpty() ? "" : " (" + code() + ")") + ".";
        return switch (status) {
            case 301, 307 -> answer + " Correct parley.files.s3.endpoint and region.";
            case 400 -> answer + " Correct parley.files.s3.region.";
            case 401, 403 ->
                answer + " Correct parley.files.s3.access-key and secret-key, or their permissions for the bucket.";
            case 404 -> answer + " Create the bucket, or correct parley.files.s3.bucket.";
            default -> answer;
        };
    }

    /** Returns the code of an error; empty if there is none. */
    String code() {
        return isOk() ? "" : texts("Code").stream().findFirst().orElse("");
    }

    /** Returns the texts of all elements of this name; none if the body is not XML. */
    List<String> texts(String element) {
        List<String> texts = new ArrayList<>();
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(element)) {
                    texts.add(reader.getElementText());
                }
            }
        } catch (XMLStreamException notXml) {
            return isOk() ? fail(notXml) : List.of();
        }
        return texts;
    }

    private static List<String> fail(XMLStreamException malformed) {
        throw new IllegalStateException("The S3 server sent a malformed list", malformed);
    }
}
