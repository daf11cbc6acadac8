package chat.parley.channel.redis;

/** Receives the messages of a link, on a thread of its connection. Channel names are Redis names, with the prefix. */
interface LinkListener {

    void received(String channel, byte[] message);

    /** Called when the shard no longer carries this channel, because its slot has moved to another one. */
    default void moved(String channel) {}
}
