import '../kit/bar.js';
import '../account/parley-forgot.js';
