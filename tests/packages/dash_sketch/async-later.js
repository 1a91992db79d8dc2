window.dash_sketch_later = function (props) {
  return window.React.createElement("em", { id: props.id }, "later: " + props.text);
};
