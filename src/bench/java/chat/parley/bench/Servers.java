package chat.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Locates or starts the servers to measure, as named on the command line: {@code jar} (the packaged one), {@code
 * jar=PATH}, {@code classes} (those beside this program), {@code naive}, or a running one: {@code
 * parley@HOST:PORT,PID}, {@code broadcast@HOST:PORT,PID}.
 */
final class Servers {

    private final Options options;

    Servers(Options options) {
        this.options = options;
    }

    /**
     * @param database the database of a Parley that is started
     * @param port the port of a Parley that is started; 0 for any
     */
    Server open(String what, Database database, int port) {
        if (what.contains("@")) {
            return running(what);
        }
        if (what.equals("naive")) {
            List<String> command = List.of("-cp", System.getProperty("java.class.path"), NaiveServer.class.getName());
            return started("naive", command, new BroadcastWire());
        }
        return parley(what, database, port);
    }

    private Server parley(String what, Database database, int port) {
        List<String> command = new ArrayList<>(
                what.equals("classes")
                        ? List.of("-cp", classes(), "chat.parley.Parley")
                        : List.of("-jar", what.startsWith("jar=") ? what.substring(4) : packaged()));
        command.add("--server.port=" + port);
        List<String> settings = options.words("set");
        if (settings.stream().noneMatch(setting -> setting.startsWith("parley.limits.enabled="))) {
            command.add("--parley.limits.enabled=false");
        }
        command.add("--parley.guests.enabled=true");
        command.addAll(database.arguments());
        settings.forEach(setting -> command.add("--" + setting));
        ServerProcess process = ServerProcess.start(options.words("java"), command);
        return new Server("parley", "localhost", process.port(), process.pid(), wire(process.port()), process::end);
    }

    private Server started(String name, List<String> command, Wire wire) {
        ServerProcess process = ServerProcess.start(options.words("java"), command);
        return new Server(name, "localhost", process.port(), process.pid(), wire, process::end);
    }

    private static Wire wire(int port) {
        return new ParleyWire(new ParleyApi("http://localhost:" + port));
    }

    private static Server running(String what) {
        String[] parts = what.split("[@:,]");
        int port = Integer.parseInt(parts[2]);
        Wire wire = parts[0].equals("parley")
                ? new ParleyWire(new ParleyApi("http://" + parts[1] + ":" + port))
                : new BroadcastWire();
        return new Server(parts[0], parts[1], port, Long.parseLong(parts[3]), wire, () -> {});
    }

    /** The product's class path without this program: the server must not have more classes than in production. */
    private static String classes() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.matches(".*/(test|bench)-classes"))
                .collect(Collectors.joining(":"));
    }

    static String packaged() {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.map(Path::toString)
                    .filter(name -> name.matches(".*/parley-[^/]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no jar in target: mvn package makes it"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
