package chat.parley.support;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One server for each kind of database, started on first use and kept until the tests end. Tests create rooms and
 * people of their own. For use with {@code @ParameterizedClass @EnumSource}.
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

    /** Signs up a new account whose name begins with this. */
    public Person someone(String name) {
        return Person.signUp(server(), unique(name));
    }

    /** Returns a unique name. */
    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 12);
    }
}
