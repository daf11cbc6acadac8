import '../kit/bar.js';
import '../account/parley-sign-up.js';
