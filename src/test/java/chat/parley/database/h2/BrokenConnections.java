package chat.parley.database.h2;

import chat.parley.database.DatabaseAddress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Connections to a database in memory of which some methods fail. */
final class BrokenConnections implements Driver, AutoCloseable {

    private final String url = "jdbc:broken:" + System.nanoTime();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final List<Connection> opened = new CopyOnWriteArrayList<>();

    BrokenConnections() throws SQLException {
        DriverManager.registerDriver(this);
    }

    DatabaseAddress address() {
        return new DatabaseAddress(true, url, null, null);
    }

    /** Lets methods of this name fail from now on. */
    void fail(String method) {
        broken.add(method);
    }

    void repair() {
        broken.clear();
    }

    /** Returns the real connections. */
    List<Connection> opened() {
        return opened;
    }

    @Override
    public @Nullable Connection connect(String address, Properties properties) throws SQLException {
        if (!acceptsURL(address)) {
            return null;
        }
        Connection real = DriverManager.getConnection("jdbc:h2:mem:");
        opened.add(real);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(real, method, arguments));
    }

    private @Nullable Object call(Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
        if (broken.contains(method.getName())) {
            throw new SQLException(method.getName() + " failed");
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw Objects.requireNonNull(failure.getCause());
        }
    }

    @Override
    public boolean acceptsURL(String address) {
        return url.equals(address);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String address, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
        for (Connection connection : opened) {
            connection.close();
        }
    }
}
