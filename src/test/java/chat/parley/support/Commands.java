package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs programs of the operating system. */
public final class Commands {

    private Commands() {}

    /** Returns the first of the named programs that is on the PATH. */
    static Optional<Path> onPath(String... names) {
        List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(":"));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end and returns its output; fails if the program fails or exceeds the limit. */
    public static String run(Duration limit, String... command) {
        try {
            Path outputFile = Files.createTempFile("parley-command", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(outputFile.toFile())
                    .start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String output = Files.readString(outputFile, StandardCharsets.UTF_8);
            Files.delete(outputFile);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs work that only one process may do at a time: others, in this build or another one, wait for the lock. */
    static <T> T exclusively(Path lock, Supplier<T> work) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lock for downloads of Debian packages. */
    static Path debianLock() {
        return Path.of(System.getProperty("java.io.tmpdir"), "parley-debian.lock");
    }

    static void signal(Process process, String name) {
        run(Duration.ofSeconds(5), "kill", "-" + name, String.valueOf(process.pid()));
    }
}
