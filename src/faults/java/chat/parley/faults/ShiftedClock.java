package chat.parley.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Primary;

/**
 * The clock of a node whose machine has the wrong time. It is the only test class on the class path of the node's
 * process, so it may not use any other.
 */
@Primary
public final class ShiftedClock extends Clock {

    /** The system property that names the file with the shift, in milliseconds. */
    static final String FILE = "parley.test.clock";

    private final Path file = Path.of(System.getProperty(FILE));

    /** Sets the shift of the process that reads this file, replacing the previous one. */
    static void turn(Path file, Duration shift) {
        try {
            Path written = Files.writeString(file.resolveSibling("next"), String.valueOf(shift.toMillis()));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        try {
            return Instant.now().plusMillis(Long.parseLong(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
