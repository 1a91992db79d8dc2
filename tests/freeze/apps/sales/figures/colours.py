COLOURS = {"North": "#1b6ca8", "South": "#b8336a"}
