package chat.parley.support;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server on each kind of database, started when it is first asked for and left running until the tests end. Tests
 * that use it make rooms and people of their own. For {@code @ParameterizedClass @EnumSource}.
 */
public enum SharedServer {
    H2 {
        @Override
        ParleyServer start() {
            return ParleyServer.start();
        }
    },
    POSTGRESQL {
        @Override
        ParleyServer start() {
            return ParleyServer.with().database(PostgresServer.freshDatabase()).start();
        }
    };

    private @Nullable ParleyServer server;

    abstract ParleyServer start();

    public synchronized ParleyServer server() {
        if (server == null) {
            server = start();
        }
        return server;
    }

    /** Somebody new whose name begins like this. */
    public Person someone(String name) {
        return Person.signUp(server(), unique(name));
    }

    /** A name that nobody has. */
    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 12);
    }
}
