import '../kit/bar.js';
import '../api/parley-api.js';
