package chat.parley.database.h2;

import io.r2dbc.spi.Connection;
import java.lang.reflect.Field;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a connection of r2dbc-h2 send texts as texts. In the driver's codec list, the codec for large objects precedes
 * the one for strings and therefore handles every text: each parameter and each array element becomes a large object
 * that is registered for removal and read back to be compared or stored. This was a third of the cost of storing a
 * message. The driver has no setting for it, so the list is reordered by reflection; drivers without such a list work
 * unchanged.
 */
final class H2StringCodecFix {

    private static final Logger log = LoggerFactory.getLogger(H2StringCodecFix.class);

    private static final String CODECS = "codecs";
    private static final String TEXT = "StringCodec";

    private H2StringCodecFix() {}

    static void prefer(Connection connection) {
        try {
            if (field(field(connection, CODECS), CODECS) instanceof List<?> codecs) {
                moveStringCodecToFront(codecs);
            }
        } catch (ReflectiveOperationException | RuntimeException changed) {
            log.debug("The driver has no list of codecs", changed);
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static <T> void moveStringCodecToFront(List<T> codecs) {
        codecs.stream()
                .filter(codec -> codec.getClass().getSimpleName().equals(TEXT))
                .findFirst()
                .ifPresent(text -> {
                    codecs.remove(text);
                    codecs.add(0, text);
                });
    }
}
