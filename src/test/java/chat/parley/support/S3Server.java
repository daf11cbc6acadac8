package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** S3Proxy in a process of its own: an S3 server that keeps its objects in a folder, with one bucket. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "files";
    public static final String ACCESS_KEY = "parley";
    public static final String SECRET_KEY = "only for tests";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final int port = Ports.free();
    private final Path folder;
    private final Process process;

    private S3Server(Path jar) {
        try {
            folder = Files.createTempDirectory("parley-s3");
            Files.createDirectories(objects());
            Files.writeString(folder.resolve("s3proxy.properties"), """
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.authorization=aws-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(
                            port, ACCESS_KEY, SECRET_KEY, folder.resolve("buckets")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = run(jar);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(this::listens);
    }

    private Process run(Path jar) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar.toString(),
                            "--properties",
                            folder.resolve("s3proxy.properties").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the program that the build copies into the project's folder; fails without it. */
    public static S3Server start() {
        Path jar = Path.of("target", "s3proxy", "s3proxy-jar-with-dependencies.jar");
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException(jar + " is missing: mvn generate-test-resources copies it");
        }
        return new S3Server(jar);
    }

    /** Configures a server to store its files here. */
    public ParleyServer.Setup configure(ParleyServer.Setup setup) {
        return setup.property("parley.files.store", "s3")
                .property("parley.files.s3.endpoint", url())
                .property("parley.files.s3.bucket", BUCKET)
                .property("parley.files.s3.access-key", ACCESS_KEY)
                .property("parley.files.s3.secret-key", SECRET_KEY);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The folder in which the bucket's objects are files. */
    public Path objects() {
        return folder.resolve("buckets").resolve(BUCKET);
    }

    /** Stops answering, without closing connections. */
    public void freeze() {
        Commands.signal(process, "STOP");
    }

    public void thaw() {
        Commands.signal(process, "CONT");
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("S3Proxy did not start: see " + folder.resolve("log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
