package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.SharedServer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

@ParameterizedClass
@EnumSource(SharedServer.class)
class BlobsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Blobs blobs;

    BlobsIT(SharedServer server) {
        blobs = server.server().bean(Blobs.class);
    }

    private String written() {
        String id = Objects.requireNonNull(blobs.reserve(1, 3).block(LIMIT));
        blobs.write(id, Flux.just(new byte[] {1, 2, 3})).block(LIMIT);
        return id;
    }

    /** As after a commit whose answer was lost. */
    @Test
    void keptBlobIsNotDiscarded() {
        String id = written();
        blobs.keep(id, 3, "hash").block(LIMIT);

        blobs.discard(id).block(LIMIT);

        assertThat(blobs.stored(id).block(LIMIT)).isEqualTo(3);
        assertThat(blobs.length(id).block(LIMIT)).isEqualTo(3);
    }

    @Test
    void unkeptBlobIsDiscarded() {
        String id = written();

        blobs.discard(id).block(LIMIT);

        assertThat(blobs.stored(id).blockOptional(LIMIT)).isEmpty();
        assertThat(blobs.length(id).blockOptional(LIMIT)).isEmpty();
    }

    /** As after an upload that took longer than the lifetime of an unkept blob. */
    @Test
    void removedBlobCannotBeKept() {
        String id = written();
        blobs.discard(id).block(LIMIT);

        assertThatThrownBy(() -> blobs.keep(id, 3, "hash").block(LIMIT)).hasMessageContaining("expired");
    }
}
