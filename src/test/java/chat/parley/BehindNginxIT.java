package chat.parley;

import chat.parley.support.Proxy;

class BehindNginxIT extends BalancerContract {

    BehindNginxIT() {
        super(Proxy.Kind.NGINX);
    }
}
