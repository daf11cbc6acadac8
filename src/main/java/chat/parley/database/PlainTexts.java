package chat.parley.database;

import io.r2dbc.spi.Connection;
import java.lang.reflect.Field;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Lets a connection of r2dbc-h2 send texts as what they are. Of its codecs the one for large objects takes every text,
 * because it comes before the one for texts: each parameter, and each element of an array, is then made a large object
 * of its own, registered for removal, and read back to be compared or stored. That was a third of what a stored message
 * cost. The driver has no setting for it, so the list is put in order from outside; a driver that has no such list any
 * more works on without.
 */
final class PlainTexts {

    private static final Log log = LogFactory.getLog(PlainTexts.class);

    private static final String CODECS = "codecs";
    private static final String TEXT = "StringCodec";

    private PlainTexts() {}

    static void prefer(Connection connection) {
        try {
            if (field(field(connection, CODECS), CODECS) instanceof List<?> codecs) {
                first(codecs);
            }
        } catch (ReflectiveOperationException | RuntimeException changed) {
            log.debug("The driver has changed", changed);
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static <T> void first(List<T> codecs) {
        codecs.stream()
                .filter(codec -> codec.getClass().getSimpleName().equals(TEXT))
                .findFirst()
                .ifPresent(text -> {
                    codecs.remove(text);
                    codecs.add(0, text);
                });
    }
}
