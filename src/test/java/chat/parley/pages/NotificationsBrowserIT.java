package chat.parley.pages;

import chat.parley.push.PushServer;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The notifications that a real browser shows: the service worker receives what the server has sent to the push service, through the browser's
 * own debugging interface, because the browser cannot reach a push service.
 */
class NotificationsBrowserIT {

    private static final double LIMIT = 30_000;
    private static final double POLL = 200;

    private static final PushServer service = new PushServer();
    private static final ParleyServer server = ParleyServer.with()
            .trusting(service.certificate())
            .property("parley.egress.allow", "127.0.0.1")
            .property("parley.egress.ports", String.valueOf(service.port()))
            .property("parley.push.delay", "300ms")
            .property("parley.hub.tick", "1s")
            .start();

    private final PushServer.Device device = service.device(SharedServer.unique("desk"));
    private final Person ben = Person.signUp(server, SharedServer.unique("ben"));
    private final String name = SharedServer.unique("ann");
    private final String shed = ben.makeRoom(SharedServer.unique("shed"));
    private final String barn = ben.makeRoom(SharedServer.unique("barn"));

    @AfterAll
    static void stop() {
        server.close();
        service.close();
    }

    @Test
    void openChatWithdrawsTheNotificationOfARoomThatIsReadThere() {
        try (Tab ann = Tab.signedUp(server, name)) {
            Browser browser = new Browser(ann, device);
            Person phone = Person.logIn(server.url(), name);
            phone.join(shed);
            ben.say(shed, "@" + name + " look");
            browser.receive();
            browser.await("@" + name + " look");

            String room = phone.get("/api/rooms/" + shed).json().path("name").asString();
            ann.enter(room);

            browser.await();
        }
    }

    @Test
    void repeatedMessageIsShownOnce() {
        try (Tab ann = Tab.signedUp(server, name)) {
            Browser browser = new Browser(ann, device);
            Person.logIn(server.url(), name).join(shed);
            ben.say(shed, "@" + name + " look");
            browser.receive();
            browser.await("@" + name + " look");
            browser.repeat();
            Person.logIn(server.url(), name).join(barn);
            ben.say(barn, "@" + name + " over");
            browser.receive();

            browser.await("@" + name + " look", "@" + name + " over");
        }
    }

    /** The browser of a person who has turned on notifications and looks at another page. */
    private static final class Browser {

        private static final String SHOWN =
                "navigator.serviceWorker.getRegistration().then((one) => one.getNotifications()).then((all) => all";

        private final Tab tab;
        private final PushServer.Device device;
        private final CDPSession debugging;
        private final AtomicReference<String> registration = new AtomicReference<>();
        private int received;

        Browser(Tab tab, PushServer.Device device) {
            this.tab = tab;
            this.device = device;
            tab.page().context().grantPermissions(List.of("notifications"));
            debugging = tab.page().context().newCDPSession(tab.page());
            debugging.on(
                    "ServiceWorker.workerRegistrationUpdated",
                    event -> event.getAsJsonArray("registrations")
                            .forEach(one -> registration.set(
                                    one.getAsJsonObject().get("registrationId").getAsString())));
            debugging.send("ServiceWorker.enable");
            tab.run("navigator.serviceWorker.ready.then(() => null)");
            subscribe();
            tab.open("/settings");
        }

        private void subscribe() {
            String form = Json.write(device.form());
            tab.run("fetch(new URL('api/push/desk', document.baseURI), { method: 'PUT', body: JSON.stringify(" + form
                    + "), headers:"
                    + " { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': document.cookie.match(/XSRF-TOKEN=([^;]+)/)[1] } })"
                    + ".then((answer) => { if (!answer.ok) throw new Error(answer.status); })");
        }

        /** Passes the next message that the server has sent to the push service to the service worker. */
        void receive() {
            deliver(device.awaitNext(received++));
        }

        void repeat() {
            deliver(device.awaitNext(received - 1));
        }

        private void deliver(PushServer.Received message) {
            tab.page().waitForCondition(() -> registration.get() != null);
            JsonObject parameters = new JsonObject();
            parameters.addProperty("origin", server.url());
            parameters.addProperty("registrationId", registration.get());
            parameters.addProperty("data", message.payload().toString());
            debugging.send("ServiceWorker.deliverPushMessage", parameters);
        }

        void await(String... bodies) {
            tab.page()
                    .waitForFunction(
                            "async (wanted) => JSON.stringify((await " + SHOWN
                                    + ")).map(({ body }) => body).sort()) === JSON.stringify(wanted)",
                            List.of(bodies),
                            new Page.WaitForFunctionOptions().setTimeout(LIMIT).setPollingInterval(POLL));
        }
    }
}
