package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real nginx or HAProxy that terminates TLS, with the configuration recommended in src/docs/operations. Tests replace
 * only addresses and paths in it.
 */
public final class Proxy implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    private final Process process;
    private final int port;

    private Proxy(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await()
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> listens(log));
    }

    /** The kind of proxy. */
    public enum Kind {
        NGINX("nginx", List.of("nginx", "libpcre2-8-0")),
        HAPROXY("haproxy", List.of("haproxy", "liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"));

        private final String program;
        private final List<String> packages;

        Kind(String program, List<String> packages) {
            this.program = program;
            this.packages = packages;
        }

        /** The program; empty if it is neither installed nor available as a Debian package. */
        public Optional<DebianProgram> find() {
            return DebianProgram.find(program, packages);
        }
    }

    /** @param replacements texts to replace in the recommended configuration; each of them must occur */
    public static Proxy start(
            Kind kind, DebianProgram program, Certificate certificate, Map<String, String> replacements) {
        try {
            Path folder = Files.createTempDirectory("parley-proxy");
            int port = Ports.free();
            Path configuration = switch (kind) {
                case NGINX -> nginx(folder, port, certificate, replacements);
                case HAPROXY -> haproxy(folder, port, certificate, replacements);
            };
            List<String> arguments = switch (kind) {
                case NGINX -> List.of("-p", folder.toString(), "-e", "stderr", "-c", configuration.toString());
                case HAPROXY -> List.of("-db", "-f", configuration.toString());
            };
            Path log = folder.resolve("log");
            return new Proxy(program.start(arguments, log), port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path nginx(Path folder, int port, Certificate certificate, Map<String, String> replacements)
            throws IOException {
        Path site = Files.writeString(
                folder.resolve("parley.conf"),
                recommended("nginx.conf", replacements)
                        .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                        .replace("/etc/ssl/parley.pem", certificate.chain().toString())
                        .replace("/etc/ssl/parley.key", certificate.key().toString()));
        StringBuilder whole = new StringBuilder("daemon off; worker_processes 1; pid nginx.pid;\n");
        whole.append("events {}\nhttp {\naccess_log off;\n");
        for (String temporary : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            whole.append(temporary)
                    .append("_temp_path ")
                    .append(folder.resolve(temporary))
                    .append(";\n");
        }
        whole.append("include ").append(site).append(";\n}\n");
        return Files.writeString(folder.resolve("nginx.conf"), whole);
    }

    private static Path haproxy(Path folder, int port, Certificate certificate, Map<String, String> replacements)
            throws IOException {
        return Files.writeString(
                folder.resolve("haproxy.cfg"),
                recommended("haproxy.cfg", replacements)
                        .replace("bind :443", "bind 127.0.0.1:" + port)
                        .replace("maxconn 100000", "maxconn 1000")
                        .replace(
                                "/etc/haproxy/parley.pem",
                                certificate.certificateAndKey().toString()));
    }

    private static String recommended(String file, Map<String, String> replacements) throws IOException {
        String text = Files.readString(Path.of("src", "docs", "operations", file));
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            if (!text.contains(replacement.getKey())) {
                throw new IllegalStateException(file + " has no " + replacement.getKey());
            }
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        return text;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "https://localhost:" + port;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        process.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean listens(Path log) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The proxy did not start: " + Files.readString(log));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
