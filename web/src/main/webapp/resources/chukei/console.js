// A session that has ended answers an Ajax request with the login page, which is no Ajax answer: load the page anew,
// so that the visitor sees it.
$(document).on('pfAjaxError', function () {
  window.location.reload();
});
