"""Tables that leave the register: columns declared once, rows read once, formats that know neither."""
