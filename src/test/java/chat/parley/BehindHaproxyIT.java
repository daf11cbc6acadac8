package chat.parley;

import chat.parley.support.Proxy;

class BehindHaproxyIT extends BalancerContract {

    BehindHaproxyIT() {
        super(Proxy.Kind.HAPROXY);
    }
}
