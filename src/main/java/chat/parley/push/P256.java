package chat.parley.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/** Keys on the curve P-256; public ones in the uncompressed form of 65 bytes that Web Push uses. */
final class P256 {

    static final int PUBLIC_KEY_BYTES = 65;

    private static final int COORDINATE_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final String ALGORITHM = "EC";
    private static final ECGenParameterSpec CURVE = new ECGenParameterSpec("secp256r1");
    private static final ECParameterSpec PARAMETERS = parameters();

    private P256() {}

    static KeyPair random(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(CURVE, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    static byte[] encode(ECPublicKey key) {
        byte[] encoded = new byte[PUBLIC_KEY_BYTES];
        encoded[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), encoded, 1);
        put(key.getW().getAffineY(), encoded, 1 + COORDINATE_BYTES);
        return encoded;
    }

    /** @throws IllegalArgumentException if the bytes are not a point of the curve */
    static ECPublicKey decode(byte[] encoded) {
        if (encoded.length != PUBLIC_KEY_BYTES || encoded[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("Not an uncompressed point of 65 bytes");
        }
        ECPoint point = new ECPoint(
                new BigInteger(1, encoded, 1, COORDINATE_BYTES),
                new BigInteger(1, encoded, 1 + COORDINATE_BYTES, COORDINATE_BYTES));
        if (!isOnCurve(point)) {
            throw new IllegalArgumentException("Not a point of the curve P-256");
        }
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new ECPublicKeySpec(point, PARAMETERS));
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /** @throws IllegalArgumentException if the bytes are not a private key in the form PKCS #8 */
    static PrivateKey decodePrivate(byte[] encoded) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("Not a private key", e);
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /** Points elsewhere would reveal a private key that is combined with them. */
    private static boolean isOnCurve(ECPoint point) {
        EllipticCurve curve = PARAMETERS.getCurve();
        BigInteger prime = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.pow(2).mod(prime).equals(right.mod(prime));
    }

    private static void put(BigInteger coordinate, byte[] into, int at) {
        byte[] bytes = coordinate.toByteArray();
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, into, at + COORDINATE_BYTES - length, length);
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(ALGORITHM);
            parameters.init(CURVE);
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    static IllegalStateException unsupported(GeneralSecurityException e) {
        return new IllegalStateException("Every Java platform has P-256, HMAC-SHA-256 and AES-GCM", e);
    }
}
