package chat.parley.gateway;

import chat.parley.account.Session;
import chat.parley.http.RateLimits;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/** Puts each new socket under control of what arrives on it. */
@Component
class Intakes {

    private static final int MIN_READ = 64;
    private static final int FIRST_READ = 1024;

    /** All frames of a read are in memory together, and a short one takes ten times its length there. */
    private static final int MAX_READ = 16 * 1024;

    private final RateLimits limits;
    private final UnfinishedFrames unfinished = new UnfinishedFrames();

    Intakes(RateLimits limits) {
        this.limits = limits;
    }

    /** Called on the channel's event loop, after the handshake and before anything is read. */
    Intake of(Session session, Channel channel) {
        Intake intake = new Intake(limits, session.account().id(), unfinished.share());
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(MIN_READ, FIRST_READ, MAX_READ));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(WebSocketFrameEncoder.class).name(), null, intake);
        pipeline.addBefore(NettyPipeline.ReactiveBridge, null, new ControlFrames(intake));
        return intake;
    }
}
