package chat.parley.database;

import chat.parley.database.h2.DatabaseThreads;
import chat.parley.database.h2.DurableCommit;
import chat.parley.database.h2.H2Epoch;
import chat.parley.database.h2.ScheduledConnectionFactory;
import chat.parley.database.h2.ShortTransactions;
import chat.parley.database.postgresql.PostgresEventLoops;
import chat.parley.database.postgresql.ReleasingConnectionFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/** Migrates the database and opens the connection pool. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /**
     * With delays of one, two and then four seconds: about a minute for a database that refuses connections
     * immediately.
     */
    private static final int MAX_ATTEMPTS = 15;

    private static final int SPARE_THREADS = 3;

    private static final int MAX_PAUSE_SECONDS = 4;

    @Bean
    DatabaseAddress databaseAddress(R2dbcProperties properties) {
        String url = Objects.requireNonNull(properties.getUrl(), "spring.r2dbc.url is not set");
        return DatabaseAddress.of(url, properties.getUsername(), properties.getPassword());
    }

    /**
     * Runs before any other use of the database, and only once if several nodes start together (Flyway locks). Waits
     * for an external database that is not yet available, because machines start in any order.
     */
    @Bean(initMethod = "migrate")
    Flyway migrations(DatabaseAddress address, DatabaseFiles files, H2Epoch beforeFilesAreTouched) throws IOException {
        files.secure();
        return Flyway.configure()
                .dataSource(address.url(), address.username(), address.password())
                .connectRetries(address.embedded() ? 0 : MAX_ATTEMPTS)
                .connectRetriesInterval(MAX_PAUSE_SECONDS)
                .load();
    }

    @Bean
    H2Epoch embeddedLineage(DatabaseAddress address, SecureRandom random) {
        return H2Epoch.of(address, random);
    }

    @Bean
    @DependsOn("migrations")
    Epoch epoch(DatabaseAddress address, H2Epoch lineage, SecureRandom random) throws SQLException {
        return Epoch.of(address, lineage.id(), random);
    }

    @Bean(destroyMethod = "")
    @DependsOn("migrations")
    ConnectionPool connectionFactory(
            DatabaseAddress address,
            Epoch epoch,
            R2dbcProperties properties,
            DatabaseProperties limits,
            DatabaseThreads threads,
            DurableCommit commits,
            MeterRegistry meters) {
        ConnectionFactory driver = address.embedded()
                ? embedded(address, threads.scheduler(), commits, limits.statementTimeout())
                : bounded(properties, limits, epoch);
        R2dbcProperties.Pool pool = properties.getPool();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(driver)
                .initialSize(pool.getInitialSize())
                .minIdle(pool.getMinIdle())
                .maxSize(pool.getMaxSize())
                .maxIdleTime(pool.getMaxIdleTime())
                .maxAcquireTime(CONNECT_TIMEOUT)
                .maxCreateConnectionTime(CONNECT_TIMEOUT)
                .acquireRetry(pool.getAcquireRetry())
                .metricsRecorder(new PoolMeters(meters))
                .build());
    }

    /** The connection factory that all other parts use. */
    @Bean
    @Primary
    ConnectionFactory boundedConnections(ConnectionPool pool, DatabaseProperties limits) {
        return new BoundedConnections(pool, limits.timeout());
    }

    @Bean
    TransactionalOperator transactions(ReactiveTransactionManager manager) {
        return TransactionalOperator.create(manager);
    }

    @Bean
    @DependsOn("migrations")
    LongWork longWork(
            DatabaseAddress address,
            R2dbcProperties properties,
            DatabaseThreads threads,
            DurableCommit commits,
            DatabaseProperties limits) {
        ConnectionFactory driver = address.embedded()
                ? embedded(address, threads.scheduler(), commits, Duration.ZERO)
                : ConnectionFactories.get(postgresql(properties).build());
        return new LongWork(new BoundedConnections(driver, limits.longWorkTimeout()));
    }

    /** One thread per connection, plus some for file access and a backup. None are started for an external database. */
    @Bean(destroyMethod = "")
    DatabaseThreads databaseThreads(R2dbcProperties properties, DatabaseAddress address) {
        DatabaseThreads threads = new DatabaseThreads(properties.getPool().getMaxSize() + SPARE_THREADS);
        return address.embedded() ? threads.start() : threads;
    }

    /** Unused for an external database. */
    @Bean
    DurableCommit durableCommit(DatabaseAddress address, DatabaseThreads threads) {
        return new DurableCommit(address, threads.scheduler());
    }

    /** Unused for an external database. */
    @Bean
    ShortTransactions shortTransactions(DatabaseAddress address, DatabaseThreads threads, DurableCommit commits) {
        return new ShortTransactions(address, threads.scheduler(), commits);
    }

    @Bean
    DatabaseShutdown databaseShutdown(
            ConnectionPool pool, DatabaseThreads threads, DatabaseAddress address, H2Epoch lineage) {
        return new DatabaseShutdown(pool, threads, address, lineage);
    }

    /** @param statementTimeout zero for no limit */
    private static ConnectionFactory embedded(
            DatabaseAddress address, Scheduler scheduler, DurableCommit commits, Duration statementTimeout) {
        return new ScheduledConnectionFactory(h2(address, statementTimeout), scheduler, commits);
    }

    private static ConnectionFactory h2(DatabaseAddress address, Duration statementTimeout) {
        H2ConnectionConfiguration.Builder configuration = H2ConnectionConfiguration.builder()
                .url(address.url().substring("jdbc:h2:".length()) + ";QUERY_TIMEOUT=" + statementTimeout.toMillis());
        if (address.username() != null) {
            configuration.username(address.username());
        }
        if (address.password() != null) {
            configuration.password(address.password());
        }
        return new H2ConnectionFactory(configuration.build());
    }

    private static ConnectionFactory bounded(R2dbcProperties properties, DatabaseProperties limits, Epoch epoch) {
        LoopResources loops = new PostgresEventLoops(TcpResources.get(), limits.answerLimit());
        ConnectionFactory driver = ConnectionFactories.get(postgresql(properties)
                .option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, limits.statementTimeout())
                .option(ConnectionFactoryOptions.LOCK_WAIT_TIMEOUT, LOCK_TIMEOUT)
                .option(PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, loops)
                .build());
        return new ReleasingConnectionFactory(driver, limits.idleInTransaction(), epoch);
    }

    private static ConnectionFactoryOptions.Builder postgresql(R2dbcProperties properties) {
        ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.parse(
                        Objects.requireNonNull(properties.getUrl()))
                .mutate();
        if (properties.getUsername() != null) {
            options.option(ConnectionFactoryOptions.USER, properties.getUsername());
        }
        if (properties.getPassword() != null) {
            options.option(ConnectionFactoryOptions.PASSWORD, properties.getPassword());
        }
        properties.getProperties().forEach((name, value) -> options.option(Option.valueOf(name), value));
        return options.option(ConnectionFactoryOptions.CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                .option(PostgresqlConnectionFactoryProvider.TCP_KEEPALIVE, true)
                .option(PostgresqlConnectionFactoryProvider.APPLICATION_NAME, "parley");
    }
}
