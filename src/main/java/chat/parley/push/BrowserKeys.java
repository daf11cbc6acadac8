package chat.parley.push;

import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;

/**
 * The keys with which messages for a browser are encrypted, in base64url as the browser gives them.
 *
 * @param p256dh its public key
 * @param auth the secret that it shares with this server
 */
record BrowserKeys(String p256dh, String auth) {

    /** @throws IllegalArgumentException if the public key is invalid */
    ECPublicKey publicKey() {
        return P256.decode(Base64Url.decode(p256dh));
    }

    boolean isAuthValid() {
        try {
            return Base64Url.decode(auth).length == PushCipher.AUTH_SECRET_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isPublicKeyValid() {
        try {
            return publicKey().getW() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    byte[] encrypt(byte[] message, SecureRandom random) {
        return PushCipher.encrypt(message, publicKey(), Base64Url.decode(auth), random);
    }
}
