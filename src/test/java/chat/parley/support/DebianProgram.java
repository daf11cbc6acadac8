package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that is installed, or is unpacked from Debian packages without installing them. The system is not changed,
 * and no service is started.
 */
public final class DebianProgram {

    private static final Logger log = LoggerFactory.getLogger(DebianProgram.class);
    private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(2);

    private final Path file;
    private final Map<String, String> environment;

    private DebianProgram(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @param packages the program's packages and those of libraries that may be missing */
    static Optional<DebianProgram> find(String name, List<String> packages) {
        return installed(name)
                .map(file -> new DebianProgram(file, Map.of()))
                .or(() -> Commands.onPath("apt-get").isPresent() ? unpacked(name, packages) : Optional.empty());
    }

    /** Finds a shared library that is installed, or unpacks it in the same way. */
    public static Optional<Path> findLibrary(String name, String installed, List<String> packages) {
        Path file = Path.of(installed, name);
        return Files.isReadable(file)
                ? Optional.of(file)
                : unpack(name, packages).flatMap(folder -> within(folder, name));
    }

    private static Optional<Path> within(Path folder, String name) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.endsWith(name)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> installed(String name) {
        return Commands.onPath(name)
                .or(() -> Stream.of("/usr/sbin", "/usr/local/sbin")
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst());
    }

    private static Optional<DebianProgram> unpacked(String name, List<String> packages) {
        return unpack(name, packages)
                .map(folder -> new DebianProgram(
                        folder.resolve("usr/sbin").resolve(name), Map.of("LD_LIBRARY_PATH", libraries(folder))));
    }

    private static Optional<Path> unpack(String name, List<String> packages) {
        try {
            Path folder = Files.createTempDirectory("parley-" + name);
            log.info("Unpacking Debian's {} for the tests", name);
            download(folder, packages);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path archive :
                        files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                    Commands.run(INSTALL_TIMEOUT, "dpkg", "-x", archive.toString(), folder.toString());
                }
            }
            return Optional.of(folder);
        } catch (IOException | RuntimeException e) {
            log.warn("No {} from Debian's packages: {}", name, e.toString());
            return Optional.empty();
        }
    }

    /** Updates the package lists first if necessary, which requires root. */
    private static void download(Path folder, List<String> packages) {
        String names = String.join(" ", packages);
        String command = "cd '" + folder + "' && (apt-get download -qq " + names + " || (apt-get update -qq && apt-get"
                + " download -qq " + names + "))";
        Commands.exclusively(Commands.debianLock(), () -> Commands.run(INSTALL_TIMEOUT, "sh", "-c", command));
    }

    private static String libraries(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().contains(".so"))
                    .map(file -> String.valueOf(file.getParent()))
                    .distinct()
                    .reduce((first, second) -> first + ":" + second)
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process start(List<String> arguments, Path output) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
