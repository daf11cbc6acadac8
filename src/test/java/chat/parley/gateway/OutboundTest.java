package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.hub.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class OutboundTest {

    private final Outbound outbound = new Outbound(Runnable::run, new NothingToTell());
    private final Wire wire = new Wire();

    @Test
    void aSocketIsSlowWhenItTakesNothingThoughSomethingWaits() {
        outbound.subscribe(wire);
        assertThat(outbound.blocked()).isFalse();

        outbound.answer(new byte[] {1}).subscribe();
        outbound.answer(new byte[] {2}).subscribe();
        assertThat(outbound.blocked()).isTrue();

        wire.request(2);
        assertThat(wire.taken).hasSize(2);
        assertThat(outbound.blocked()).isFalse();
    }

    /** A socket that takes no more than it is told to. */
    private static final class Wire extends BaseSubscriber<byte[]> {

        private final List<byte[]> taken = new ArrayList<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(byte[] frame) {
            taken.add(frame);
        }
    }

    private static final class NothingToTell implements Outbound.Source {

        @Override
        public void ended(Cursor cursor) {}

        @Override
        public List<byte[]> online(Cursor cursor) {
            return List.of();
        }

        @Override
        public byte @Nullable [] news() {
            return null;
        }
    }
}
