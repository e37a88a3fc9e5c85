//! Language: segmentation, normalisation, sentiment, self-disclosure, display-safe text.
