package chat.parley.transport;

import chat.parley.http.RateLimits;
import chat.parley.session.Session;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/** Installs a {@link ReadThrottle} and the control frame handler on each new socket. */
@Component
public class ReadThrottles {

    private static final int MIN_BUFFER = 64;
    private static final int INITIAL_BUFFER = 1024;

    /** All frames of a read are in memory at the same time, and a short one takes ten times its length there. */
    private static final int MAX_BUFFER = 16 * 1024;

    private final RateLimits limits;
    private final UnfinishedFrames unfinished = new UnfinishedFrames();

    ReadThrottles(RateLimits limits) {
        this.limits = limits;
    }

    /** Called on the channel's event loop, after the handshake and before anything is read. */
    public ReadThrottle of(Session session, Channel channel) {
        ReadThrottle throttle = new ReadThrottle(limits, session.account().id(), unfinished.share());
        channel.config()
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(MIN_BUFFER, INITIAL_BUFFER, MAX_BUFFER));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(WebSocketFrameEncoder.class).name(), null, throttle);
        pipeline.addBefore(NettyPipeline.ReactiveBridge, null, new ControlFrames(throttle));
        return throttle;
    }
}
