//! What `import` says.
