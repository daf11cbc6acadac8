import '../bar.js';
import '../parley-sign-up.js';
