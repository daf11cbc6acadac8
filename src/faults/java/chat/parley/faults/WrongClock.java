package chat.parley.faults;

import chat.parley.support.ParleyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** The adjustable clock of a node, correct at first. The node's processes use it through {@link ShiftedClock}. */
final class WrongClock {

    private final Path folder;
    private final Path file;

    WrongClock() {
        try {
            folder = Files.createTempDirectory("parley-clock");
            file = folder.resolve("shift");
            String name = ShiftedClock.class.getName().replace('.', '/') + ".class";
            Path copy = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            try (InputStream code = ShiftedClock.class.getClassLoader().getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(code), copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shift(Duration.ZERO);
    }

    void shift(Duration shift) {
        ShiftedClock.turn(file, shift);
    }

    ParleyServer.Setup in(ParleyServer.Setup setup) {
        return setup.classes(folder)
                .option("-D" + ShiftedClock.FILE + "=" + file)
                .property("spring.main.sources", ShiftedClock.class.getName());
    }
}
