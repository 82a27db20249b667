// The face of the ui layer: state to Ink view, the painter, and the plain view.
export {}
