not for the page
