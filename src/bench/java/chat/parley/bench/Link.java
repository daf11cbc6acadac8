package chat.parley.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's socket. Everything runs on its event loop. */
final class Link extends ChannelInboundHandlerAdapter implements FrameReader.Frames {

    /** The index after the prefix {@code {"type":"}, which all frames share. */
    private static final int TYPE = 9;

    private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REVISION = "\"revision\":".getBytes(StandardCharsets.US_ASCII);

    private final Server server;
    private final Seat seat;
    private final Tally tally;
    private final Supplier<Run> runs;
    private final FrameReader reader = new FrameReader();
    private final CompletableFuture<Link> joined = new CompletableFuture<>();
    private @Nullable Channel channel;
    private @Nullable Receiver receiver;
    private @Nullable Runnable onAnswer;
    private boolean unflushed;
    private boolean upgraded;
    private boolean failed;
    private int hint;
    private long revision;
    private long now;

    Link(Server server, Seat seat, Tally tally, Supplier<Run> runs) {
        this.server = server;
        this.seat = seat;
        this.tally = tally;
        this.runs = runs;
    }

    Seat seat() {
        return seat;
    }

    CompletableFuture<Link> joined() {
        return joined;
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    /** The room's revision when it was opened. */
    long revision() {
        return revision;
    }

    /** Sets the action to run on each acknowledgement or refusal of a post. */
    void onAnswer(Runnable action) {
        onAnswer = action;
    }

    /** The deliveries of the current run; null if there are none. */
    @Nullable
    Receiver receiver() {
        return receiver;
    }

    boolean lostConnection() {
        return failed;
    }

    /** Writes a post, which is flushed by the caller or after the current read. */
    void post(Run run, long micros) {
        Marker marker =
                new Marker(run.id(), seat.room(), run.rooms().get(seat.room()).next(), micros);
        byte[] frame = seat.post().filled(marker);
        unflushed = true;
        channel().write(ClientFrames.masked(channel().alloc(), ClientFrames.TEXT, frame, frame.length));
    }

    void say(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        channel().writeAndFlush(ClientFrames.masked(channel().alloc(), ClientFrames.TEXT, bytes, bytes.length));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        context.writeAndFlush(Unpooled.wrappedBuffer(seat.handshake(server)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            now = Marker.micros(System.nanoTime());
            if (upgraded || upgrade(in)) {
                reader.read(in, tally, this);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (unflushed) {
            unflushed = false;
            context.flush();
        }
    }

    /** The answer to the handshake is so small that it arrives in one piece. */
    private boolean upgrade(ByteBuf in) {
        String answer = in.toString(StandardCharsets.US_ASCII);
        int end = answer.indexOf(new String(HEADERS_END, StandardCharsets.US_ASCII));
        if (end < 0 || !answer.startsWith("HTTP/1.1 101")) {
            joined.completeExceptionally(new IOException("Refused: " + answer));
            channel().close();
            return false;
        }
        in.skipBytes(end + HEADERS_END.length);
        upgraded = true;
        if (seat.opening() == null) {
            joined.complete(this);
        } else {
            say(seat.opening());
        }
        return true;
    }

    @Override
    public void frame(int opcode, byte[] bytes, int from, int to) {
        if (opcode == ClientFrames.PING) {
            channel().writeAndFlush(ClientFrames.masked(channel().alloc(), ClientFrames.PONG, new byte[0], 0));
        } else if (opcode == ClientFrames.TEXT && to - from > TYPE + 2) {
            switch (bytes[from + TYPE]) {
                case 'c' -> changed(bytes, from, to);
                case 'p' -> answered(bytes[from + TYPE + 1] == 'o' && bytes[from + TYPE + 2] == 's');
                case 'r' -> refused(bytes, from, to);
                case 'o' -> opened(bytes, from, to);
                default -> {}
            }
        }
    }

    /** Handles one or several changes. The marker is searched for at its last position first, because it hardly moves. */
    private void changed(byte[] bytes, int from, int to) {
        int at = from + hint;
        if (hint == 0 || at + Marker.LENGTH > to || !Marker.at(bytes, at)) {
            at = Marker.find(bytes, from, to);
            hint = Math.max(at - from, 0);
        }
        boolean several = bytes[from + TYPE + 6] == 's';
        while (at >= 0) {
            delivered(bytes, at);
            at = several ? Marker.find(bytes, at + Marker.LENGTH, to) : -1;
        }
    }

    private void delivered(byte[] bytes, int at) {
        Run run = runs.get();
        if (Marker.run(bytes, at) != run.id()) {
            tally.stale();
            return;
        }
        if (receiver == null || receiver.run() != run) {
            receiver = new Receiver(run, run.rooms().get(seat.room()));
        }
        receiver.take(Marker.number(bytes, at));
        tally.delivered();
        long scheduled = Marker.micros(bytes, at);
        if (run.counts(scheduled)) {
            tally.took(now - scheduled);
        }
    }

    private void answered(boolean posted) {
        if (posted) {
            tally.acknowledged();
            if (onAnswer != null) {
                onAnswer.run();
            }
        }
    }

    private void refused(byte[] bytes, int from, int to) {
        if (!joined.isDone()) {
            joined.completeExceptionally(new IOException(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        } else if (bytes[from + TYPE + 2] == 'f') {
            tally.refused();
            if (onAnswer != null) {
                onAnswer.run();
            }
        }
    }

    private void opened(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to - REVISION.length && !matches(bytes, at)) {
            at++;
        }
        long number = 0;
        for (int i = at + REVISION.length; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        revision = number;
        joined.complete(this);
    }

    private static boolean matches(byte[] bytes, int at) {
        return java.util.Arrays.equals(bytes, at, at + REVISION.length, REVISION, 0, REVISION.length);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        failed = true;
        joined.completeExceptionally(new IOException("Closed by the server"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed = true;
        joined.completeExceptionally(cause);
        context.close();
    }
}
