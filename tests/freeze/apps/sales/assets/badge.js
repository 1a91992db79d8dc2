document.documentElement.dataset.badge = "from the assets";
