package chat.parley.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The encryption of RFC 8291, by the example in its appendix A and by a receiver of the tests. */
class PushCipherTest {

    private static final String SENDER_PUBLIC =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String RECEIVER_PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String RECEIVER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String AUTH_SECRET = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String PLAIN = "When I grow up, I want to be a watermelon";
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vC"
                    + "YLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
                    + "lcy4a-fN";

    @Test
    void exampleOfTheStandardIsEncryptedLikeThere() throws GeneralSecurityException {
        byte[] body = PushCipher.encrypt(
                PLAIN.getBytes(UTF_8),
                P256.decode(Base64Url.decode(RECEIVER_PUBLIC)),
                Base64Url.decode(AUTH_SECRET),
                pair(SENDER_PUBLIC, SENDER_PRIVATE),
                Base64Url.decode(SALT));

        assertThat(Base64Url.encode(body)).isEqualTo(BODY);
    }

    @Test
    void receiverOfTheTestsDecryptsTheExample() throws GeneralSecurityException {
        Receiver receiver = new Receiver(pair(RECEIVER_PUBLIC, RECEIVER_PRIVATE), Base64Url.decode(AUTH_SECRET));

        assertThat(receiver.decrypt(Base64Url.decode(BODY))).isEqualTo(PLAIN.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 500, 3_993})
    void onlyTheReceiverDecryptsMessage(int length) {
        Receiver receiver = Receiver.random();
        byte[] message = new byte[length];
        new SecureRandom().nextBytes(message);

        byte[] body = new BrowserKeys(receiver.publicKey(), receiver.secret()).encrypt(message, new SecureRandom());

        assertThat(body).hasSizeLessThanOrEqualTo(PushCipher.MAX_BODY);
        assertThat(receiver.decrypt(body)).isEqualTo(message);
        assertThatThrownBy(() -> Receiver.random().decrypt(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messageOfMoreThanFourKibibytesIsRejected() {
        Receiver receiver = Receiver.random();
        BrowserKeys keys = new BrowserKeys(receiver.publicKey(), receiver.secret());

        assertThatThrownBy(() -> keys.encrypt(new byte[3_994], new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pointsOutsideOfTheCurveAreRejected() {
        byte[] point = Base64Url.decode(RECEIVER_PUBLIC);
        point[40] ^= 1;

        assertThatThrownBy(() -> P256.decode(point)).isInstanceOf(IllegalArgumentException.class);
    }

    private static KeyPair pair(String publicKey, String privateKey) throws GeneralSecurityException {
        ECPublicKey point = P256.decode(Base64Url.decode(publicKey));
        BigInteger scalar = new BigInteger(1, Base64Url.decode(privateKey));
        return new KeyPair(
                point, KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, point.getParams())));
    }
}
