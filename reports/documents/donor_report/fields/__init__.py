"""The fields of the register that a donor's form can ask for, by what they speak of."""
