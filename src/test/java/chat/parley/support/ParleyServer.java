package chat.parley.support;

import chat.parley.Parley;
import chat.parley.channel.ChannelLayer;
import chat.parley.database.DatabaseAddress;
import chat.parley.egress.Egress;
import chat.parley.egress.EgressProperties;
import chat.parley.egress.TrustingEgress;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * A Parley server in this JVM, on a free port. Several can run side by side. By default it has a fresh in-memory H2
 * database, the in-memory channel layer, and no rate limits.
 */
public final class ParleyServer implements AutoCloseable {

    /** The token of monitoring systems. */
    public static final String MONITORING_TOKEN = "what only operators know";

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(45);

    private final ConfigurableApplicationContext context;

    private final DatabaseAddress database;

    private ParleyServer(ConfigurableApplicationContext context) {
        this.context = context;
        database = context.getBean(DatabaseAddress.class);
        MemoryDatabases.use(database);
    }

    public static ParleyServer start() {
        return with().start();
    }

    public static Setup with() {
        return new Setup();
    }

    /** The URL of a new in-memory H2 database; servers with the same URL share it until the last of them stops. */
    public static String memoryDatabase() {
        return "r2dbc:h2:mem:///" + UUID.randomUUID();
    }

    public int port() {
        return Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
    }

    /** The address of the site, without a trailing slash. */
    public String url() {
        return "http://localhost:" + port();
    }

    /** Reads health or metrics like a monitoring system. */
    public Answer monitor(String path) {
        Person operator = Person.visiting(url());
        return operator.send(operator.request(path)
                .setHeader("Accept", "*/*")
                .header("Authorization", "Bearer " + MONITORING_TOKEN));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> List<T> beans(Class<T> type) {
        return List.copyOf(context.getBeansOfType(type).values());
    }

    /**
     * Stops the server cleanly, as on SIGTERM. Stopping twice is harmless. Idle clients must not delay it.
     *
     * @throws IllegalStateException if the stop took about as long as the server's own shutdown timeout
     */
    public void stop() {
        long startedAt = System.nanoTime();
        boolean running = context.isActive();
        context.close();
        Duration needed = Duration.ofNanos(System.nanoTime() - startedAt);
        if (running) {
            MemoryDatabases.release(database);
        }
        if (needed.compareTo(STOP_TIMEOUT) > 0) {
            throw new IllegalStateException("The server needed " + needed + " to stop");
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** The configuration of a server. */
    public static final class Setup {

        private final Map<String, String> properties = new LinkedHashMap<>();
        private final ParleyProgram program = new ParleyProgram();
        private final Map<String, Object> beans = new LinkedHashMap<>();
        private @Nullable Path trusted;

        private Setup() {
            property("spring.r2dbc.url", memoryDatabase());
            property("server.port", "0");
            property("parley.limits.enabled", "false");
            property("parley.gateway.drain", "500ms");
            property("parley.link-previews.enabled", "false");
            property("parley.monitoring.token", MONITORING_TOKEN);
        }

        public Setup property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        /** Fetches previews of links, also from these sites. */
        public Setup previewsOf(Website... sites) {
            return property("parley.link-previews.enabled", "true")
                    .property("parley.egress.allow", "127.0.0.1")
                    .property(
                            "parley.egress.ports",
                            Stream.of(sites)
                                    .map(site -> String.valueOf(site.port()))
                                    .collect(Collectors.joining(",")));
        }

        /** Sets the database by its R2DBC URL, such as one from {@link ParleyServer#memoryDatabase()}. */
        public Setup database(String r2dbcUrl) {
            return property("spring.r2dbc.url", r2dbcUrl);
        }

        /** Uses an H2 file in this folder. */
        public Setup databaseIn(Path folder) {
            return database("r2dbc:h2:file:///" + folder.resolve("parley"));
        }

        public Setup database(PostgresServer.Database database) {
            return database(database.r2dbcUrl())
                    .property("spring.r2dbc.username", database.username())
                    .property("spring.r2dbc.password", database.password());
        }

        public Setup redis(RedisServer redis) {
            return property("spring.data.redis.url", redis.url());
        }

        /** Uses a given channel layer, such as one that two servers share. The test closes it. */
        public Setup channelLayer(ChannelLayer layer) {
            return bean("channelLayer", layer);
        }

        /** Adds a bean to servers in this JVM. */
        public Setup bean(String name, Object bean) {
            beans.put(name, bean);
            return this;
        }

        /** Trusts this certificate when the server calls an address that somebody has entered. */
        public Setup trusting(Certificate certificate) {
            trusted = certificate.chain();
            return this;
        }

        /** Runs the jar of another version; for processes only. */
        public Setup jar(Path file) {
            program.jar(file);
            return this;
        }

        /** Adds classes of the test to the class path of a process. */
        public Setup classes(Path folder) {
            program.classes(folder);
            return this;
        }

        /** Adds an option to the JVM of a process. */
        public Setup option(String option) {
            program.option(option);
            return this;
        }

        public ParleyServer start() {
            return new ParleyServer(new SpringApplicationBuilder(Parley.class)
                    .initializers(this::registerBeans, this::registerEgress, Setup::ownEventLoops)
                    .registerShutdownHook(false)
                    .run(arguments().toArray(String[]::new)));
        }

        /** Starts a server in a process of its own, which cannot use a given channel layer. */
        public ParleyProcess startProcess() {
            return startProcess(ParleyProcess.START_TIMEOUT);
        }

        /** Fails if the server does not start within the limit, and ends the process then. */
        public ParleyProcess startProcess(Duration limit) {
            return ParleyProcess.start(program, arguments(), limit);
        }

        private List<String> arguments() {
            return properties.entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toList();
        }

        /** Otherwise the first server that stops would shut down the event loops of all. */
        private static void ownEventLoops(ConfigurableApplicationContext context) {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
        }

        private void registerBeans(ConfigurableApplicationContext context) {
            beans.forEach(context.getBeanFactory()::registerSingleton);
        }

        private void registerEgress(ConfigurableApplicationContext context) {
            Path certificate = trusted;
            if (certificate != null) {
                ((GenericApplicationContext) context)
                        .registerBean(
                                "trustingEgress",
                                Egress.class,
                                () -> TrustingEgress.of(
                                        context.getBean(EgressProperties.class),
                                        context.getBean(MeterRegistry.class),
                                        certificate),
                                definition -> definition.setPrimary(true));
            }
        }
    }
}
