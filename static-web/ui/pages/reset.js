import '../kit/bar.js';
import '../account/parley-reset.js';
