/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an error means to a merchant: what happened, whether money or mails moved, what to do; details to copy. */
#pragma once

#include <glib.h>

#include "payroc/payroc-field-error.h"

G_BEGIN_DECLS

/* What was being done when the error came: it decides what may have moved. */
typedef enum
{
  PL_WORK_READ,
  PL_WORK_CONNECT,
  PL_WORK_CREATE,
  PL_WORK_SHARE,
  PL_WORK_EDIT,
  PL_WORK_DEACTIVATE,
  PL_WORK_BATCH, /* many links at once: all of it or nothing */
} PlWork;

const char *pl_error_text_title      (const GError           *error);
const char *pl_error_text_effect     (const GError           *error,
                                      PlWork                  work);
const char *pl_error_text_advice     (const GError           *error,
                                      PlWork                  work);
char       *pl_error_text_body       (const GError           *error,
                                      PlWork                  work);
char       *pl_error_text_said       (const GError           *error);
char       *pl_error_text_details    (const GError           *error);

char       *pl_error_text_field      (const PayrocFieldError *field);
/* example: an amount as it would be read */
char       *pl_error_text_amount     (const char             *example);
const char *pl_error_text_field_name (const char             *parameter);

G_END_DECLS
